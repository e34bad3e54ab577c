namespace Sweetspot.Cli;

/// <summary>Points that share a look and an entry of the legend.</summary>
internal sealed record ChartSeries
{
    /// <summary>What they are; in the legend. Null: not in the legend.</summary>
    public required string? Label { get; init; }

    /// <summary>The points, in order.</summary>
    public required IReadOnlyList<ChartPoint> Points { get; init; }

    /// <summary>Their shape.</summary>
    public Marker Marker { get; init; } = Marker.Circle;

    /// <summary>Their colour: the style's class <c>s0</c> to <c>s7</c>.</summary>
    public int Color { get; init; }

    /// <summary>Whether a line joins them.</summary>
    public bool IsJoined { get; init; }

    /// <summary>Whether the line is dashed.</summary>
    public bool IsDashed { get; init; }
}
