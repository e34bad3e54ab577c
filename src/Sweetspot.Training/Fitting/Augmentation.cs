using Sweetspot.Core;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Random changes to images while training, by the gene <c>augment</c>.</summary>
/// <remarks>
/// <c>none</c>; <c>shift</c>: moved by up to one pixel for each 32 of the shorter side, the default from 16 pixels on; <c>crop</c>: by up to an eighth of
/// the side; <c>flip</c>: as <c>shift</c>, and mirrored left to right half of the time. Nothing is mirrored unless a study asks for it: digits and
/// traffic signs would become others.
/// </remarks>
/// <param name="Shift">Largest shift, each way, in pixels.</param>
/// <param name="Mirrors">Whether half of the images are mirrored left to right.</param>
internal readonly record struct Augmentation(int Shift, bool Mirrors)
{
    private const int FewestPixels = 16;
    private const int PixelsOfAStep = 32;

    /// <summary>What a word stands for on images of a size; null: the default.</summary>
    /// <exception cref="UserInputException">There is no such word.</exception>
    public static Augmentation Of(string? word, InputShape input)
    {
        var side = Math.Min(input.Height, input.Width);
        var step = Math.Max(1, side / PixelsOfAStep);
        return (word ?? (side < FewestPixels ? "none" : "shift")) switch
        {
            "none" => default,
            "shift" => new Augmentation(step, false),
            "crop" => new Augmentation(Math.Max(2, side / 8), false),
            "flip" => new Augmentation(step, true),
            _ => throw new UserInputException($"augment: \"{word}\" is not a change to images; use none, shift, crop or flip."),
        };
    }
}
