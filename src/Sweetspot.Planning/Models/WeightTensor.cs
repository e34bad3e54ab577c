using System.Collections.Immutable;

namespace Sweetspot.Planning;

/// <summary>One named tensor of a trained model, outside any framework.</summary>
/// <param name="Sizes">Its dimensions; empty for a single number.</param>
/// <param name="Values">Its numbers, row-major.</param>
public sealed record WeightTensor(ImmutableArray<long> Sizes, float[] Values);
