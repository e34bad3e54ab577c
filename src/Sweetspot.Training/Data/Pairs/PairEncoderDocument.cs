using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>Encoder of pairs: the columns, and of each side the tokenizer and the shape to which ids are cut or filled up.</summary>
internal sealed record PairEncoderDocument(
    AnswerForm Answer, string SourceColumn, string TargetColumn, TokenShape Source, TokenShape Target, FittedTokenizer SourceTokenizer, FittedTokenizer TargetTokenizer) : EncoderDocument(Answer);
