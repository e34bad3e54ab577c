namespace Sweetspot.Planning;

/// <summary>A published or planned model, as sizes: what it weighs and what it computes, exactly; nothing of it is trained here.</summary>
public abstract record Architecture
{
    /// <summary>A name for people: <c>llama</c>, <c>gpt2</c>, <c>resnet-50</c>.</summary>
    public required string Name { get; init; }

    /// <summary><c>decoder</c>, <c>encoder</c>, <c>encoder-decoder</c>, <c>vit</c>, <c>cnn</c>, <c>mlp</c> or <c>recommender</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What one unit of input is, of which costs are given: <c>token</c>, <c>image</c> or <c>example</c>.</summary>
    public virtual string Unit => "token";

    /// <summary>Assumptions that the numbers rest on, where a description left something open.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The weights, part by part.</summary>
    public abstract IReadOnlyList<WeightGroup> Groups();

    /// <summary>Numbers in tables of tokens, positions or categories.</summary>
    public abstract long EmbeddingParameters { get; }

    /// <summary>All parameters.</summary>
    public ParameterTotals Parameters
    {
        get
        {
            var groups = Groups();
            return new ParameterTotals(groups.Sum(group => group.Count), groups.Sum(group => group.Active), EmbeddingParameters, groups.Sum(group => group.Matmul));
        }
    }

    /// <summary>FLOPs of one forward pass; a multiply-add is two, and only matrix products and convolutions are counted.</summary>
    /// <param name="context">Tokens of a sequence; of images and examples it is not used.</param>
    /// <param name="isCausal">Whether a decoder's token attends to those before it only; false counts the full square, as PaLM's utilisation does.</param>
    /// <returns>Of one <see cref="Unit"/>, on average over the sequence.</returns>
    public abstract double ForwardFlops(long context, bool isCausal = true);

    /// <summary>FLOPs of one training step of one <see cref="Unit"/> without recomputation: three times the forward pass.</summary>
    public double TrainingFlops(long context, bool isCausal = true) => 3 * ForwardFlops(context, isCausal);
}
