using System.Globalization;

namespace Sweetspot.Core;

/// <summary>Real numbers of a range. Bounds are values, on a log scale too, never exponents.</summary>
/// <remarks>Values are rounded to about a millionth of the range (log scale: of the value), so that they stay readable.</remarks>
public sealed record RealGene : Gene
{
    private const double Resolution = 1e-6;
    private const double UnitStep = 0.1;

    /// <summary>Makes one.</summary>
    /// <exception cref="UserInputException">The ends are not finite, not in order or not allowed on the scale.</exception>
    public RealGene(string name, double low, double high, GeneScale scale = GeneScale.Linear, Condition? when = null)
        : base(name, when)
    {
        var problems = GeneText.RangeProblems(name, low, high, scale).ToList();
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        (Low, High, Scale) = (low, high, scale);
    }

    /// <summary>The smallest value.</summary>
    public double Low { get; }

    /// <summary>The largest value.</summary>
    public double High { get; }

    /// <summary>How values are spread.</summary>
    public GeneScale Scale { get; }

    /// <inheritdoc/>
    public override long? LevelCount => Low == High ? 1 : null;

    /// <inheritdoc/>
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool IsScale => true;

    /// <inheritdoc/>
    public override GeneValue FromUnit(double unit) => GeneValue.Of(unit switch
    {
        <= 0 => Low,
        >= 1 => High,
        _ when Scale == GeneScale.Log => Rounded(Math.Exp(Math.Log(Low) * (1 - unit) + Math.Log(High) * unit)),
        _ => Rounded(Low * (1 - unit) + High * unit),
    });

    /// <inheritdoc/>
    public override double ToUnit(GeneValue value)
    {
        if (Low == High)
        {
            return 0.5;
        }

        var unit = Scale == GeneScale.Log
            ? (Math.Log(value.Number) - Math.Log(Low)) / (Math.Log(High) - Math.Log(Low))
            : (value.Number / 2 - Low / 2) / (High / 2 - Low / 2); // halves: the width of the widest range still fits a double
        return Math.Clamp(unit, 0, 1);
    }

    /// <inheritdoc/>
    public override GeneValue Level(long index) => LevelCount == 1 && index == 0
        ? GeneValue.Of(Low)
        : throw new InvalidOperationException($"{Name} is continuous and has no levels");

    /// <inheritdoc/>
    public override bool Contains(GeneValue value) => value.IsNumber && value.Number >= Low && value.Number <= High;

    /// <summary>A tenth of the unit scale down, or null at the low end.</summary>
    public override GeneValue? Down(GeneValue value) => value.Number > Low ? FromUnit(ToUnit(value) - UnitStep) : null;

    /// <summary>A tenth of the unit scale up, or null at the high end.</summary>
    public override GeneValue? Up(GeneValue value) => value.Number < High ? FromUnit(ToUnit(value) + UnitStep) : null;

    /// <inheritdoc/>
    public override string Describe() => $"{Text(Low)}..{Text(High)}, real{(Scale == GeneScale.Log ? ", log scale" : "")}";

    private double Rounded(double value)
    {
        var width = Scale == GeneScale.Log ? Math.Min(value, High - Low) : High / 2 - Low / 2;
        if (value == 0 || width == 0)
        {
            return Math.Clamp(value, Low, High);
        }

        var digits = (int)Math.Clamp(Math.Ceiling(Math.Log10(Math.Abs(value) / width / Resolution)), 0, 16);
        var text = value.ToString("E" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        return Math.Clamp(double.Parse(text, CultureInfo.InvariantCulture), Low, High);
    }
}
