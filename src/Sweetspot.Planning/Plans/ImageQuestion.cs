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

    /// <summary>The device that trains, and answers where no other does; null: only FLOP/s are known.</summary>
    public Hardware? Hardware { get; init; }

    /// <summary>How many of it there are.</summary>
    public int Devices { get; init; } = 1;

    /// <summary>FLOP/s of all that trains, at its peak.</summary>
    public required double FlopsPerSecond { get; init; }

    /// <summary>Share of that peak that is reached, where only FLOP/s are known.</summary>
    public double Utilization { get; init; } = UsualUtilization;

    /// <summary>Days that training may take; null: any.</summary>
    public double? Days { get; init; }

    /// <summary>Images to answer a second; null: any number.</summary>
    public double? ImagesPerSecond { get; init; }

    /// <summary>The one device that answers; null: all that trains does.</summary>
    public Hardware? ServingHardware { get; init; }

    /// <summary>Pixels of an image's side.</summary>
    public int Pixels { get; init; } = 224;

    /// <summary>Classes.</summary>
    public int Classes { get; init; } = 1000;

    /// <summary>The law.</summary>
    public IVisionLaw Law { get; init; } = VisionLaw.Published;
}
