# The same argmax as a layer of InferOpt, where it is installed (import Pkg; Pkg.add("InferOpt")). Its noise is
# normal and its own: these numbers are near those of normal noise, never equal.
if Base.find_package("InferOpt") !== nothing
    import InferOpt
end

maximiser(theta; kwargs...) = best(theta)

if isdefined(Main, :InferOpt)
    layer = InferOpt.PerturbedAdditive(maximiser; ε=sigma * spread, nb_samples=10_000, seed=1)
    println("E y* under normal noise, by InferOpt: ", layer(mu))
    fenchel_young = InferOpt.FenchelYoungLoss(layer)
    println("Fenchel-Young loss of the classes of least loss: ", fenchel_young(mu, best(-loss)))
end
