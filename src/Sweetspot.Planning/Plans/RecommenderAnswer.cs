using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>How many factors a model of ratings should have.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Best">What is recommended.</param>
/// <param name="Reason">Why, in a sentence.</param>
/// <param name="Sizes">All that the law reaches, fewest factors first.</param>
/// <param name="Warnings">What to be careful about.</param>
public sealed record RecommenderAnswer(RecommenderQuestion Question, RecommenderChoice Best, string Reason, ImmutableArray<RecommenderChoice> Sizes, ImmutableArray<string> Warnings);
