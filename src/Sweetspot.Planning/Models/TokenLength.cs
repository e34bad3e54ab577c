namespace Sweetspot.Planning;

/// <summary>How many tokens the texts of a column have under one tokenizer.</summary>
/// <param name="Tokenizer">A name of <see cref="TokenizerNames"/>.</param>
/// <param name="Vocabulary">Ids that there are: those the texts repeat, and the special ones.</param>
/// <param name="Middle">Tokens of the text in the middle.</param>
/// <param name="Longest">Tokens that 99 % of the texts keep within, at most what a model takes.</param>
public sealed record TokenLength(string Tokenizer, int Vocabulary, int Middle, int Longest);
