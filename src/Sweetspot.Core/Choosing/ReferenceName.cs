namespace Sweetspot.Core;

/// <summary>What people call the model that is trained as a reference beside every search.</summary>
public static class ReferenceName
{
    /// <summary>By its family: the linear model, of ratings the biases alone, of translations one decoder block that attends to the source's vectors.</summary>
    public static string Of(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Word("family", "linear") switch
        {
            "mf" => "user + item bias model",
            "encoder-decoder" => "attention without an encoder",
            _ => "linear model",
        };
    }
}
