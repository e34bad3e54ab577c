using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Encoder of a text without end.</summary>
/// <param name="Answer">The kind of task.</param>
/// <param name="Shape">Tokens of a window, and ids.</param>
/// <param name="Tokenizer">How the text is cut.</param>
internal sealed record LanguageEncoderDocument(AnswerForm Answer, TokenShape Shape, FittedTokenizer Tokenizer) : EncoderDocument(Answer);
