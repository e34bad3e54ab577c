namespace Sweetspot.Planning;

/// <summary>How queries and keys are normalised.</summary>
public enum QueryKeyNorm
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Each head by itself with shared scales: twice the head's size (Qwen3, Gemma 3).</summary>
    SharedByHeads,

    /// <summary>With a scale for each number of all heads (OLMo 2, OLMoE, Cohere).</summary>
    All,
}
