namespace Sweetspot.Planning;

/// <summary>What is known of the text that a language model learns from; without the test part.</summary>
/// <param name="Bytes">Its length as UTF-8.</param>
/// <param name="Characters">Its length in characters.</param>
/// <param name="Alphabet">Different characters that occur at least twice.</param>
/// <param name="BlockBytes">Bytes of a block: the rows into which the text is cut to be split and scored.</param>
public sealed record CorpusFacts(long Bytes, long Characters, int Alphabet, int BlockBytes);
