namespace Sweetspot.Planning;

/// <summary>How a model is to answer once it is trained.</summary>
public sealed record ServingDemand
{
    /// <summary>The device that answers.</summary>
    public required Hardware Hardware { get; init; }

    /// <summary>How weights are kept.</summary>
    public WeightFormat Weights { get; init; } = WeightFormat.Find("bf16");

    /// <summary>Tokens of a prompt.</summary>
    public int Prompt { get; init; } = 1024;

    /// <summary>Tokens of an answer.</summary>
    public int Generated { get; init; } = 256;

    /// <summary>The longest wait for the first token, in seconds; null: any.</summary>
    public double? FirstTokenSeconds { get; init; }

    /// <summary>The longest time between tokens, in seconds; null: any.</summary>
    public double? PerTokenSeconds { get; init; }

    /// <summary>Requests a day, all day long; null: one at a time.</summary>
    public double? RequestsPerDay { get; init; }

    /// <summary>Dollars of a device for an hour; null: the catalogue's, where it has one.</summary>
    public double? UsdPerHour { get; init; }

    /// <summary>Requests a second; 0 where they come one at a time.</summary>
    public double RequestsPerSecond => (RequestsPerDay ?? 0) / 86400;
}
