namespace Sweetspot.Planning;

/// <summary>Multi-head latent attention: keys and values come from one small vector (DeepSeek-V2, arXiv 2405.04434, §2.1).</summary>
/// <param name="QueryRank">Width of the queries' small vector; null: queries come from the full width.</param>
/// <param name="Rank">Width of that of keys and values, which is what the cache keeps.</param>
/// <param name="Plain">Numbers of a head's query and key without position.</param>
/// <param name="Rotary">Numbers with position; of keys they are shared by all heads, and cached too.</param>
/// <param name="Value">Numbers of a head's value.</param>
public sealed record LatentAttention(int? QueryRank, int Rank, int Plain, int Rotary, int Value);
