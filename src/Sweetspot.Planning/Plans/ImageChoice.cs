namespace Sweetspot.Planning;

/// <summary>One network of images and what it comes to.</summary>
/// <param name="Shape">The network.</param>
/// <param name="Error">Error expected by the law.</param>
/// <param name="Interval">Where it lies at 95 % by the law; null where the law gives none.</param>
/// <param name="IsExtrapolated">Whether the law is asked beyond its sizes or images.</param>
/// <param name="Seen">Images seen in training, again counted.</param>
/// <param name="Seconds">Seconds of training.</param>
/// <param name="ImagesPerSecond">Images that it answers a second.</param>
public sealed record ImageChoice(Architecture Shape, double Error, Interval? Interval, bool IsExtrapolated, double Seen, Estimate Seconds, Estimate ImagesPerSecond);
