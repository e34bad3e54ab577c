using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>What <c>plan</c> was asked.</summary>
internal interface IPlanQuestion;

/// <summary>What a known model needs.</summary>
internal sealed record CountQuestion(PlanResult Result) : IPlanQuestion;

/// <summary>Which size, by the law alone.</summary>
internal sealed record SizeQuestion(PlanQuestion Question) : IPlanQuestion;

/// <summary>Which size, or how to train one, on hardware.</summary>
internal sealed record TrainingQuestion(PlanQuestion Question) : IPlanQuestion;

/// <summary>What it takes to answer with a known model.</summary>
internal sealed record ServeQuestion(TransformerArchitecture Model, ServingDemand Demand) : IPlanQuestion;

/// <summary>Which network should classify images.</summary>
internal sealed record ImagePlanQuestion(ImageQuestion Question) : IPlanQuestion;

/// <summary>What a learning curve of one's own runs expects.</summary>
internal sealed record CurvePlanQuestion(CurveQuestion Question) : IPlanQuestion;

/// <summary>How many factors a model of ratings should have.</summary>
internal sealed record RecommenderPlanQuestion(RecommenderQuestion Question) : IPlanQuestion;
