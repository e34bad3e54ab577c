namespace Sweetspot.Planning;

/// <summary>A published learning curve of one network of images.</summary>
/// <param name="Family"><c>cnn</c> or <c>vit</c>.</param>
/// <param name="Model">Which network.</param>
/// <param name="Parameters">Its parameters, with an output of 1000 classes.</param>
/// <param name="Curve">Error by images seen.</param>
/// <param name="Least">Fewest images seen of its points.</param>
/// <param name="Most">Most images seen of its points.</param>
public sealed record VisionCurve(string Family, string Model, double Parameters, LearningCurve Curve, double Least, double Most);
