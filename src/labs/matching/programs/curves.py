def grown(s, growths):
    """Epsilon after it has grown so often."""
    size = min(abs(s.epsilon) * s.growth**growths, max(abs(s.epsilon), 1e100))
    return np.sign(s.epsilon) * size


def is_exhausted(s, epsilon, loss, changed):
    """Whether no direction is left although the loss is positive: then epsilon grows."""
    return s.method == "direct" and changed == 0 and loss > 0 and abs(epsilon) < 1e100


def why_stopped(s, step, best_step):
    if step >= s.max_steps:
        return f"it made its {s.max_steps} steps"
    if step - best_step >= s.patience:
        return f"the training loss has not fallen for {s.patience} steps"
    return ""


def is_tested(step, stopped):
    """Whether the page tests after this step."""
    return step in (1, 2, 3, 5, 8, 13) or step % EVERY == 0 or stopped != ""


def evaluate(scores_of, tests):
    """Without noise: shares of wrong places and of sequences with any, and Kendall's tau."""
    found = [(x, best_matching(scores_of(x))) for x in tests]
    wrong = np.array([1 - share_right(x, y) for x, y in found])
    return wrong.mean(), np.mean(wrong > 0), np.mean([kendall_tau(x, y) for x, y in found])


COLUMNS = ["loss", "right %", "right(eps) %", "perfect %", "noise scale", "|gradient|", "epsilon"]
COLUMNS += ["wrong %", "imperfect %", "tau"]


def print_step(step, measured, norm, epsilon, tested):
    loss, right, right_eps, perfect, noise = measured
    wrong, imperfect, tau = tested
    line = [loss, 100 * right, 100 * right_eps, 100 * perfect, noise, norm, epsilon]
    line += [100 * wrong, 100 * imperfect, tau]
    print(f"{step:6d}", *(f"{value:12.6g}" for value in line))
