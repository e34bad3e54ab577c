using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What is asked of a plan for a decoder. What is null is free.</summary>
public sealed record PlanQuestion
{
    /// <summary>Epochs beyond which the law of repeated data is not followed where nothing else is asked.</summary>
    public const double UsualEpochs = RepeatedDataLaw.MostEpochs;

    /// <summary>The law that says what a size and its data are worth.</summary>
    public PlanLaw Law { get; init; } = PlanLaw.Default;

    /// <summary>FLOPs to spend on training, and on <see cref="AnsweredTokens"/> where there are any.</summary>
    public double? Flops { get; init; }

    /// <summary>Loss to reach with as little as possible.</summary>
    public double? TargetLoss { get; init; }

    /// <summary>Tokens to train on.</summary>
    public double? Tokens { get; init; }

    /// <summary>Different tokens there are.</summary>
    public double? UniqueTokens { get; init; }

    /// <summary>How often each may be seen.</summary>
    public double MostEpochs { get; init; } = UsualEpochs;

    /// <summary>Tokens to answer over the model's life.</summary>
    public double AnsweredTokens { get; init; }

    /// <summary>Rows of the token table.</summary>
    public int Vocabulary { get; init; } = DecoderShapes.UsualVocabulary;

    /// <summary>The model to train; null: the best one is asked.</summary>
    public TransformerArchitecture? Model { get; init; }

    /// <summary>The device to train on; null: the law alone answers.</summary>
    public Hardware? Hardware { get; init; }

    /// <summary>How many there are; null: as many as are best.</summary>
    public int? Devices { get; init; }

    /// <summary>Days that training may take.</summary>
    public double? Days { get; init; }

    /// <summary>Hours of one device to spend.</summary>
    public double? DeviceHours { get; init; }

    /// <summary>US dollars to spend.</summary>
    public double? Usd { get; init; }

    /// <summary>Price of a device for an hour in US dollars; null: the catalogue's, where it has one.</summary>
    public double? UsdPerHour { get; init; }

    /// <summary>Numbers that products are computed in.</summary>
    public NumberFormat Format { get; init; } = NumberFormat.Bf16;

    /// <summary>Tokens of a sequence in training.</summary>
    public int Context { get; init; } = UsualContext;

    /// <summary>Tokens of a step; null: by a published rule of the budget.</summary>
    public double? BatchTokens { get; init; }

    /// <summary>How it is to answer; null: nothing is asked of that.</summary>
    public ServingDemand? Serving { get; init; }

    /// <summary>Formats that a training's products may be in: no training in fewer than 8 bits, nor in whole numbers, set a constant.</summary>
    public static ImmutableArray<NumberFormat> Formats { get; } = [NumberFormat.Fp32, NumberFormat.Tf32, NumberFormat.Fp16, NumberFormat.Bf16, NumberFormat.Fp8];

    /// <summary>Days of training where devices are free and neither days nor device hours are given.</summary>
    public const double UsualDays = 30;

    /// <summary>Tokens of a sequence where nothing else is asked.</summary>
    public const int UsualContext = 4096;

    /// <summary>The most devices that are looked at where their number is free.</summary>
    public int MostDevices { get; init; } = 16384;

    /// <summary>Dollars of a device for an hour; null where no price is known.</summary>
    public double? Price => UsdPerHour ?? Hardware?.UsdPerHour;

    /// <summary>Seconds that training may take; infinite where nothing limits them.</summary>
    public double MostSeconds => 86400 * (Days ?? (Devices is null || (DeviceHours ?? Usd ?? Flops ?? Tokens ?? TargetLoss) is null ? UsualDays : double.PositiveInfinity));
}
