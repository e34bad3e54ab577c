namespace Sweetspot.Core;

/// <summary>One kind of data among several that a model may use: the image, a text, the columns of numbers.</summary>
/// <param name="Name">For people.</param>
/// <param name="IsUsed">Whether a candidate's model uses it.</param>
public sealed record Modality(string Name, Func<Candidate, bool> IsUsed);
