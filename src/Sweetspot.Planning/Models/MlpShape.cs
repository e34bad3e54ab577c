using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>Fully connected layers with ReLU between them; without hidden layers, the linear model. Ids of categories become vectors beside the numbers.</summary>
public sealed record MlpShape : ModelShape
{
    /// <inheritdoc/>
    public override required InputShape Input { get; init; }

    /// <summary>Most numbers in the vector of a category; 0 where the input has no ids.</summary>
    public int Embedding { get; init; }

    /// <summary>Numbers in the vector of each categorical column.</summary>
    public ImmutableArray<int> Vectors => [.. Input.Levels.Select(levels => CategoryVectors.WidthOf(levels, Math.Max(1, Embedding)))];

    /// <summary>Numbers in one encoded example, vectors of categories among them; an image counts as its pixels.</summary>
    public int Inputs => Input.NumberCount + Vectors.Sum();

    /// <summary>Units of each hidden layer; empty for the linear model.</summary>
    public required ImmutableArray<int> Hidden { get; init; }

    /// <inheritdoc/>
    public override string Family => Hidden.IsEmpty ? "linear" : "mlp";

    /// <inheritdoc/>
    public override string Describe() => $"{Family} {string.Join('-', [Inputs, .. Hidden, Outputs])}{(Embedding > 0 ? $" embedding {Embedding}" : "")}";

    /// <summary>Shapes are equal when all their sizes are.</summary>
    public bool Equals(MlpShape? other) =>
        other is not null && (Input, Embedding, Outputs) == (other.Input, other.Embedding, other.Outputs) && Hidden.SequenceEqual(other.Hidden);

    /// <inheritdoc/>
    public override int GetHashCode() => Hidden.Aggregate(HashCode.Combine(Input, Embedding, Outputs), HashCode.Combine);

    /// <summary>A table's mlp; where its input holds ids, the gene <c>embedding</c> says whether they become vectors or one number a level.</summary>
    internal static MlpShape OfGenes(Candidate candidate, InputShape input, int outputs)
    {
        var embedding = input.Levels.IsEmpty ? 0 : (int)candidate.Number(CategoryVectors.Gene, CategoryVectors.Usual(input));
        return embedding < 0
            ? throw new UserInputException($"{CategoryVectors.Gene}: {embedding} makes no vector; use 1 or more, or 0 for one number a level.")
            : new MlpShape
            {
                Input = CategoryVectors.Input(input, embedding),
                Embedding = embedding,
                Hidden = [.. Enumerable.Repeat((int)candidate.Number("width", 64), (int)candidate.Number("depth", 2))],
                Outputs = outputs,
            };
    }
}
