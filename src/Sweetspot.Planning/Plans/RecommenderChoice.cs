namespace Sweetspot.Planning;

/// <summary>A number of factors and what it comes to.</summary>
/// <param name="Shape">The model.</param>
/// <param name="Cost">Its parameters, FLOPs, bytes to train and to keep.</param>
/// <param name="Error">Error expected by the law.</param>
/// <param name="Interval">Where it lies at 95 % by the law; null without resamples.</param>
/// <param name="RunInterval">Where the error of one run lies, its scatter in.</param>
/// <param name="Beyond">How many times beyond the law's runs; 1 within.</param>
/// <param name="PassSeconds">CPU seconds of one pass over the ratings, within a factor of about three; null where their number is not given.</param>
public sealed record RecommenderChoice(RatingShape Shape, ModelCost Cost, double Error, Interval? Interval, Interval? RunInterval, double Beyond, double? PassSeconds);
