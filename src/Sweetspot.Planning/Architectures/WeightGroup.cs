namespace Sweetspot.Planning;

/// <summary>Weights of one part of a model.</summary>
/// <param name="Part">What they are: <c>token embedding</c>, <c>attention</c>, …</param>
/// <param name="Count">Trainable numbers.</param>
/// <param name="Active">Of these, how many one token or example uses: of experts, those it is sent to; of tables and all else, all.</param>
/// <param name="Matmul">Of these, how many stand in matrix products of one token, with repetition: two FLOPs each.</param>
public readonly record struct WeightGroup(string Part, long Count, long Active, long Matmul)
{
    /// <summary>Looked up, not multiplied.</summary>
    public static WeightGroup Table(string part, long count) => new(part, count, count, 0);

    /// <summary>Matrices that each token meets, with what is added beside them.</summary>
    public static WeightGroup Matrices(string part, long weights, long others = 0) => new(part, weights + others, weights + others, weights);

    /// <summary>Norms, biases and the like.</summary>
    public static WeightGroup Vectors(string part, long count) => new(part, count, count, 0);

    /// <summary>The same part, so many times.</summary>
    public static WeightGroup operator *(WeightGroup group, long times) =>
        new(group.Part, checked(group.Count * times), checked(group.Active * times), checked(group.Matmul * times));
}
