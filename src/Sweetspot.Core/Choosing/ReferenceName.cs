namespace Sweetspot.Core;

/// <summary>What people call the model that is trained as a reference beside every search.</summary>
public static class ReferenceName
{
    /// <summary>By its family: the linear model, of ratings the biases alone, of translations one decoder block that attends to the source's vectors, of texts without end the bigram model.</summary>
    public static string Of(Candidate candidate)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return candidate.Word("family", "linear") switch
        {
            "mf" => "user + item bias model",
            "encoder-decoder" => "attention without an encoder",
            "bigram" => "bigram model",
            _ => "linear model",
        };
    }
}
