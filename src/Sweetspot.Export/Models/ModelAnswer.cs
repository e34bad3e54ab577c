namespace Sweetspot.Export;

/// <summary>What a model's outputs stand for.</summary>
public abstract record ModelAnswer
{
    /// <summary>Name of the graph's output that is compared with the trained model.</summary>
    public abstract string Output { get; }

    /// <summary>Difference between two answers, relative to what size an answer has.</summary>
    /// <param name="wanted">The trained model's number.</param>
    /// <param name="given">The exported graph's number.</param>
    public abstract double RelativeDifference(double wanted, double given);
}
