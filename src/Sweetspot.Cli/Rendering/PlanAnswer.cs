using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>An answer of <c>plan</c>, to be shown as text, as JSON, or drawn.</summary>
internal sealed record PlanAnswer(Func<string> Text, Func<string> Json, Func<string> Draw)
{
    /// <summary>Answers a question.</summary>
    /// <exception cref="ImpossiblePlanException">There is no such plan.</exception>
    public static PlanAnswer Of(IPlanQuestion question)
    {
        switch (question)
        {
            case CountQuestion count:
                return new PlanAnswer(() => PlanText.Write(count.Result), () => PlanDocument.Write(count.Result), () => PlanChart.Of(count.Result));
            case SizeQuestion size:
                var best = SizePlanner.Plan(size.Question);
                return new PlanAnswer(() => SizeText.Write(best), () => SizeDocument.Write(best), () => PlanChart.Of(best));
            case TrainingQuestion training:
                var plan = TrainingPlanner.Plan(training.Question);
                return new PlanAnswer(() => TrainingText.Write(plan), () => TrainingDocument.Write(plan), () => PlanChart.Of(plan));
            case ServeQuestion serve:
                var choice = ServingPlanner.Plan(serve.Model, serve.Demand) ?? throw new ImpossiblePlanException($"{serve.Model.Name}: {ServingPlanner.Impossibility(serve.Model, serve.Demand)}");
                return new PlanAnswer(() => ServingText.Write(serve.Model, serve.Demand, choice), () => ServingText.Json(serve.Model, serve.Demand, choice), () => PlanChart.Of(choice));
            case ImagePlanQuestion images:
                var network = ImagePlanner.Plan(images.Question);
                return new PlanAnswer(() => ImageText.Write(network), () => ImageText.Json(network), () => PlanChart.Of(network));
            case CurvePlanQuestion curve:
                var asked = CurvePlanner.Plan(curve.Question);
                return new PlanAnswer(() => CurvePlanText.Write(asked), () => CurvePlanText.Json(asked), () => PlanChart.Of(asked));
            case RecommenderPlanQuestion ratings:
                var recommender = RecommenderPlanner.Plan(ratings.Question);
                return new PlanAnswer(() => RecommenderText.Write(recommender), () => RecommenderText.Json(recommender), () => PlanChart.Of(recommender));
            default:
                throw new ArgumentOutOfRangeException(nameof(question), question, "not a question that is answered");
        }
    }
}
