using System.Collections.Immutable;

namespace Sweetspot.Training;

/// <summary>What the columns of ratings are called, and which users and items the training rows have, in the order of their numbers from 1.</summary>
internal sealed record RatingColumns(string User, string Item, string? Rating, ImmutableArray<string> Users, ImmutableArray<string> Items);
