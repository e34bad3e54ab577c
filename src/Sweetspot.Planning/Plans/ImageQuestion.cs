namespace Sweetspot.Planning;

/// <summary>What is asked of a plan for classifying images.</summary>
public sealed record ImageQuestion
{
    /// <summary>Share of a peak that training and answering are taken to reach, where only a number of FLOP/s is given.</summary>
    public const double UsualUtilization = 0.4;

    /// <summary>Different labelled images.</summary>
    public required double Images { get; init; }

    /// <summary>How often each may be seen.</summary>
    public double MostEpochs { get; init; } = PlanQuestion.UsualEpochs;

    /// <summary>FLOP/s of all that trains, at its peak.</summary>
    public required double FlopsPerSecond { get; init; }

    /// <summary>Share of that peak that is reached.</summary>
    public double Utilization { get; init; } = UsualUtilization;

    /// <summary>Days that training may take; null: any.</summary>
    public double? Days { get; init; }

    /// <summary>Images to answer a second; null: any number.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>The device that answers; null: the same FLOP/s answer.</summary>
    public Hardware? ServingHardware { get; init; }

    /// <summary>Pixels of an image's side.</summary>
    public int Pixels { get; init; } = 224;

    /// <summary>Classes.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>The law.</summary>
    public VisionLaw Law { get; init; } = VisionLaw.Published;
}
