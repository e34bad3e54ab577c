namespace Sweetspot.Planning;

/// <summary>Parameters of an architecture, exact.</summary>
/// <param name="Total">All trainable numbers. A table that is tied counts once.</param>
/// <param name="Active">Those that one token or example uses: everything but the experts that it is not sent to and rows of categories that it does not have; both tables of tokens in full.</param>
/// <param name="Embedding">Tables of tokens, at input and, where untied, at output, of positions and of users, items or other categories.</param>
/// <param name="Matmul">Multiply-adds of one token, image or example with weights: of a token, the parameters that stand in matrix products, the output table in, the input table, norms and biases out.</param>
public readonly record struct ParameterTotals(long Total, long Active, long Embedding, long Matmul)
{
    /// <summary>What <see cref="Active"/> means, in a sentence.</summary>
    public const string ActiveDefinition = "all weights that one token or example uses: experts it is not sent to and rows of categories it does not have are left out, both token tables counted in full";
}
