using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>The best network of images of one family, with those beside it.</summary>
/// <param name="Family"><c>cnn</c> or <c>vit</c>.</param>
/// <param name="Best">The least error that keeps the limits.</param>
/// <param name="Front">Error against speed, fastest first; only what keeps the limits and is within reach of the law.</param>
/// <param name="Binding">What keeps it from being larger.</param>
public sealed record ImageFamilyAnswer(string Family, ImageChoice Best, ImmutableArray<ImageChoice> Front, string Binding);
