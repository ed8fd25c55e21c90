/** A language and its libraries, in which the experiment behind a figure is taken home. */
export type ProgramForm = 'numpy' | 'torch' | 'jax' | 'julia';

interface ProgramKind {
  /** What it is called in the menu. */
  readonly label: string;
  /** End of the names of its files. */
  readonly ending: string;
  /** Media type. */
  readonly type: string;
}

const PYTHON = 'text/x-python';

export const programKinds: Readonly<Record<ProgramForm, ProgramKind>> = {
  numpy: { label: 'Python (NumPy)', ending: '.py', type: PYTHON },
  torch: { label: 'Python (PyTorch)', ending: '-torch.py', type: PYTHON },
  jax: { label: 'Python (JAX, optax)', ending: '-jax.py', type: PYTHON },
  julia: { label: 'Julia', ending: '.jl', type: 'text/x-julia' },
};
