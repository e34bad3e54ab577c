namespace Sweetspot.Core;

/// <summary>All that is known of one finalist.</summary>
/// <param name="Origin">The search or baseline trial that made it a finalist. Its quality is lucky by selection and does not judge it.</param>
/// <param name="Verifications">Retrainings with fresh seeds or one per fold; those that did not complete are passed over.</param>
/// <param name="Scores">Per-example scores of each verification, in the same order; empty lists (or no list) where not kept.</param>
/// <param name="Final">The training on all training data, with <c>test_*</c> metrics; null where not run.</param>
public sealed record FinalistEvidence(
    Trial Origin, IReadOnlyList<Trial> Verifications, IReadOnlyList<IReadOnlyList<ExampleScore>> Scores, Trial? Final = null);
