using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The gene <c>resolution</c>: images scaled down before a model sees them.</summary>
internal static class Resolution
{
    /// <summary>Name of the gene: pixels of the shorter side.</summary>
    public const string Gene = "resolution";

    /// <summary>The input of a candidate's model: the data's, scaled where the candidate says so; sides keep their proportion.</summary>
    /// <exception cref="UserInputException">The images have fewer pixels.</exception>
    public static InputShape Of(Candidate candidate, InputShape input)
    {
        var shorter = Math.Min(input.Height, input.Width);
        if (!input.IsImage || candidate.Find(Gene) is not { IsNumber: true } value || (int)value.Number == shorter)
        {
            return input;
        }

        var wanted = (int)value.Number;
        if (wanted < 1 || wanted > shorter)
        {
            throw new UserInputException($"{Gene}: {wanted} pixels cannot be had of images of {input.Height}×{input.Width}; use 1 to {shorter}.");
        }

        return input with { Height = Side(input.Height), Width = Side(input.Width) };

        int Side(int pixels) => Math.Max(1, (int)Math.Round(pixels * (double)wanted / shorter));
    }
}
