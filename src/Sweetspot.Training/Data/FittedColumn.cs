using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Sweetspot.Training;

/// <summary>One source of numbers in an encoded row, with its statistics.</summary>
/// <param name="Source">Column of the table.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(FittedNumber), "number")]
[JsonDerivedType(typeof(FittedCategory), "category")]
internal abstract record FittedColumn(string Source)
{
    /// <summary>Numbers that it takes in a row.</summary>
    [JsonIgnore]
    public abstract int Width { get; }
}

/// <summary>A number: missing → median; log1p(value / scale) where it is heavy-tailed; standardised; clipped.</summary>
/// <param name="Source">Column of the table.</param>
/// <param name="Part">The number itself or a part of a date.</param>
/// <param name="DateFormat">Name of the way dates are written; null for a number.</param>
/// <param name="Indicator">Whether a second number says that the value is missing.</param>
/// <param name="Median">Stands in for a missing value.</param>
/// <param name="LogScale">Divisor under the logarithm; null: no logarithm.</param>
/// <param name="Mean">Subtracted.</param>
/// <param name="Deviation">Divided by.</param>
internal sealed record FittedNumber(
    string Source, NumberPart Part, string? DateFormat, bool Indicator, double Median, double? LogScale, double Mean, double Deviation) : FittedColumn(Source)
{
    /// <summary>
    /// Standardised values are held within this distance of 0, so that one outlier cannot rule a training step. Of 4, 5, 6 and 8 the best for
    /// linear models in 5-fold cross-validation on house and diamond prices, and as good as any on word frequencies.
    /// </summary>
    public const double Clip = 4;

    [JsonIgnore]
    public override int Width => Indicator ? 2 : 1;

    public float Encode(double value)
    {
        var known = double.IsNaN(value) ? Median : value;
        return (float)Math.Clamp((Spread(known, LogScale) - Mean) / Deviation, -Clip, Clip);
    }

    public static double Spread(double value, double? logScale) => logScale is { } scale ? Math.Log(1 + (Math.Max(0, value) / scale)) : value;
}

/// <summary>A category: one number a level, 1 where the row has it; an unknown level is all zeros, or (other) where there is one.</summary>
/// <param name="Source">Column of the table.</param>
/// <param name="Levels">Levels in the order of their numbers; <see cref="Other"/> may be the last.</param>
internal sealed record FittedCategory(string Source, ImmutableArray<string> Levels) : FittedColumn(Source)
{
    /// <summary>The pool of rare levels.</summary>
    public const string Other = "(other)";

    /// <summary>The level of rows without a value.</summary>
    public const string Missing = "(missing)";

    /// <summary>Whether it becomes an id that the model embeds: the level's place from 1, 0 for one that no training row has; else one number a level.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsId { get; init; }

    [JsonIgnore]
    public override int Width => IsId ? 0 : Levels.Length;
}
