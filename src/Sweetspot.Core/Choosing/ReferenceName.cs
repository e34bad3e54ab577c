namespace Sweetspot.Core;

/// <summary>What people call the model that is trained as a reference beside every search.</summary>
public static class ReferenceName
{
    /// <summary>By its family: the linear model, or of ratings the biases alone.</summary>
    public static string Of(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Word("family", "linear") == "mf" ? "user + item bias model" : "linear model";
    }
}
