using System.Collections.Immutable;
using Sweetspot.Core;

namespace Sweetspot.Planning;

/// <summary>The gene <c>precision</c>: in what numbers a model is trained and run.</summary>
public static class PrecisionGene
{
    /// <summary>Name of the gene.</summary>
    public const string Name = "precision";

    /// <summary>The word for 8-bit integers of whichever kind suits the model.</summary>
    public const string AnyInt8 = "int8";

    private static readonly ImmutableArray<(string Word, Precision Precision)> s_words =
        [("fp32", Precision.Fp32), ("bf16", Precision.Bf16), ("int8-dynamic", Precision.Int8Dynamic), ("int8-static", Precision.Int8Static)];

    /// <summary>The words that a study may use: <c>fp32</c>, <c>bf16</c>, <c>int8-dynamic</c>, <c>int8-static</c>, and <c>int8</c> for whichever of the two suits.</summary>
    public static ImmutableArray<string> Words { get; } = [.. s_words.Select(pair => pair.Word), AnyInt8];

    /// <summary>A precision as genes and people write it.</summary>
    public static string Word(this Precision precision) => s_words.First(pair => pair.Precision == precision).Word;

    /// <summary>Whether the model is run in 8-bit integers.</summary>
    public static bool IsInt8(this Precision precision) => precision is Precision.Int8Dynamic or Precision.Int8Static;

    /// <summary>The precision of a candidate; fp32 where it has no such gene. <c>int8</c> is static for convolutions, dynamic else.</summary>
    /// <param name="candidate">The point.</param>
    /// <param name="shape">Its model.</param>
    /// <exception cref="UserInputException">It names no precision.</exception>
    public static Precision Of(Candidate candidate, ModelShape shape)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        return Parse(candidate.Find(Name)?.ToString() ?? s_words[0].Word, shape);
    }

    /// <summary>Refuses a candidate whose model cannot be had in its precision.</summary>
    /// <exception cref="UserInputException">It cannot, or the precision is none.</exception>
    public static void Check(Candidate candidate, ModelShape shape)
    {
        var precision = Of(candidate, shape);
        if (precision == Precision.Bf16 && shape is not (MlpShape { Input: { IdCount: 0, Beside: 0 } } or CnnShape { Input: { IdCount: 0, Beside: 0 } }))
        {
            throw new UserInputException($"{Name}: bf16 trains mlp and cnn of numbers or one image; {shape.Describe()} trains in fp32.");
        }

        if (precision.IsInt8() && shape is MfShape or NgramShape { Width: 0 })
        {
            throw new UserInputException($"{Name}: {shape.Describe()} has no layers that {precision.Word()} would change; use fp32.");
        }
    }

    /// <summary>The precision of a word.</summary>
    /// <exception cref="UserInputException">It is none.</exception>
    public static Precision Parse(string word, ModelShape shape)
    {
        if (word == AnyInt8)
        {
            return Layer.Of(shape).Any(layer => layer.IsConvolution) ? Precision.Int8Static : Precision.Int8Dynamic;
        }

        return s_words.Any(pair => pair.Word == word)
            ? s_words.First(pair => pair.Word == word).Precision
            : throw new UserInputException($"{Name}: \"{word}\" is not a precision; use {Nearest.AnyOf([.. Words])}.");
    }
}
