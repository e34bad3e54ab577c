using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>What was found for classifying images.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Families">Each family's answer; those of which nothing keeps the limits are missing.</param>
/// <param name="Warnings">What to be careful about.</param>
public sealed record ImageAnswer(ImageQuestion Question, ImmutableArray<ImageFamilyAnswer> Families, ImmutableArray<string> Warnings);
