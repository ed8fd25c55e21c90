# The same matching as a layer of InferOpt, where it is installed (import Pkg; Pkg.add("InferOpt")). Its noise is
# normal and its own: these numbers are near those of a program, never equal.
if Base.find_package("InferOpt") !== nothing
    import InferOpt
end

maximiser(theta; kwargs...) = matrix(best_matching(theta))

if isdefined(Main, :InferOpt)
    s = runs[1][2]
    x = sequences_of(s.seed, TRAIN, 1, s.d)[1]
    mu = forward(first_weights(s), x, s)[1]
    layer = InferOpt.PerturbedAdditive(maximiser; ε=1.0, nb_samples=1000, seed=1)
    loss = InferOpt.FenchelYoungLoss(layer)
    println("E y* under normal noise, by InferOpt: ", layer(mu))
    println("Fenchel-Young loss of the right matching: ", loss(mu, matrix(places_of(x))))
end
