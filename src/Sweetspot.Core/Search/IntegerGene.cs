namespace Sweetspot.Core;

/// <summary>Whole numbers of a range, or the multiples of a number in it.</summary>
/// <remarks>
/// On a log scale each value v owns the interval from v − m/2 to v + m/2 (m: the multiple), measured in logarithms: both ends are drawn, and
/// with multiples the values are the log-spaced multiples.
/// </remarks>
public sealed record IntegerGene : Gene
{
    private const double Largest = 1L << 53;
    private readonly double _logLow;
    private readonly double _logWidth;

    /// <summary>Makes one. Where an end is no multiple, the next multiple inside is the end.</summary>
    /// <exception cref="UserInputException">The ends are not whole, not in order or not allowed on the scale, or no multiple lies between.</exception>
    public IntegerGene(string name, double low, double high, GeneScale scale = GeneScale.Linear, long multiple = 1, Condition? when = null)
        : base(name, when)
    {
        var problems = Problems(name, low, high, scale, multiple);
        if (problems.Count > 0)
        {
            throw new UserInputException(problems);
        }

        Scale = scale;
        Multiple = multiple;
        Low = (long)Math.Ceiling(low / multiple) * multiple;
        High = (long)Math.Floor(high / multiple) * multiple;
        _logLow = scale == GeneScale.Log ? Math.Log(Low - multiple / 2.0) : 0;
        _logWidth = scale == GeneScale.Log ? Math.Log(High + multiple / 2.0) - _logLow : 0;
    }

    /// <summary>The smallest value.</summary>
    public long Low { get; }

    /// <summary>The largest value.</summary>
    public long High { get; }

    /// <summary>How values are spread.</summary>
    public GeneScale Scale { get; }

    /// <summary>Each value is a multiple of this.</summary>
    public long Multiple { get; }

    /// <inheritdoc/>
    public override long? LevelCount => Levels;

    /// <inheritdoc/>
    public override bool IsNumeric => true;

    /// <inheritdoc/>
    public override bool IsScale => true;

    private long Levels => (High - Low) / Multiple + 1;

    /// <inheritdoc/>
    public override GeneValue FromUnit(double unit)
    {
        var index = Scale == GeneScale.Log
            ? Math.Round((Math.Exp(_logLow + unit * _logWidth) - Low) / Multiple)
            : Math.Floor(unit * Levels);
        return Level((long)Math.Clamp(index, 0, Levels - 1));
    }

    /// <inheritdoc/>
    public override double ToUnit(GeneValue value) => Math.Clamp(
        Scale == GeneScale.Log ? (Math.Log(value.Number) - _logLow) / _logWidth : ((value.Number - Low) / Multiple + 0.5) / Levels, 0, 1);

    /// <inheritdoc/>
    public override GeneValue Level(long index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Levels);
        return GeneValue.Of(Low + index * Multiple);
    }

    /// <inheritdoc/>
    public override bool Contains(GeneValue value) =>
        value.IsNumber && value.Number >= Low && value.Number <= High && Math.IEEERemainder(value.Number, Multiple) == 0;

    /// <inheritdoc/>
    public override GeneValue? Down(GeneValue value) => value.Number > Low ? GeneValue.Of(value.Number - Multiple) : null;

    /// <inheritdoc/>
    public override GeneValue? Up(GeneValue value) => value.Number < High ? GeneValue.Of(value.Number + Multiple) : null;

    /// <inheritdoc/>
    public override string Describe() =>
        $"{Low}..{High}{(Multiple > 1 ? $" in multiples of {Multiple}" : "")}{(Scale == GeneScale.Log ? ", log scale" : "")}";

    private static List<string> Problems(string name, double low, double high, GeneScale scale, long multiple)
    {
        var problems = GeneText.RangeProblems(name, low, high, scale).ToList();
        foreach (var end in new[] { low, high }.Where(double.IsFinite))
        {
            if (end != Math.Floor(end))
            {
                problems.Add($"{name}: {Text(end)} is not a whole number, as an end of an integer range must be; round it, or make the gene real");
            }
            else if (Math.Abs(end) > Largest)
            {
                problems.Add($"{name}: {Text(end)} is beyond 2^53, where whole numbers stop being exact; use a real gene on a log scale");
            }
        }

        if (scale == GeneScale.Log && low is > 0 and < 1)
        {
            problems.Add($"{name}: an integer log scale starts at 1 or above, not at {Text(low)}; raise the low end");
        }

        if (multiple < 1)
        {
            problems.Add($"{name}: multiples of {multiple} are no grid; use a whole number of 1 or more");
        }
        else if (problems.Count == 0 && Math.Ceiling(low / multiple) > Math.Floor(high / multiple))
        {
            problems.Add($"{name}: no multiple of {multiple} lies in {Text(low)}..{Text(high)}; widen the range or lower the multiple");
        }

        return problems;
    }
}
