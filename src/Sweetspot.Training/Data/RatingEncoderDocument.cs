namespace Sweetspot.Training;

/// <summary>Encoder of ratings: the numbers of users and of items.</summary>
internal sealed record RatingEncoderDocument(AnswerForm Answer, string? RatingColumn, FittedIds Users, FittedIds Items) : EncoderDocument(Answer);
