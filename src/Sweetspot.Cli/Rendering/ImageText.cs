using System.Globalization;
using System.Text.Json.Nodes;
using Sweetspot.Planning;

namespace Sweetspot.Cli;

/// <summary>Which network should classify images, for people and for programs.</summary>
internal static class ImageText
{
    private const int MostRows = 6;

    public static string Write(ImageAnswer answer)
    {
        var question = answer.Question;
        List<string> lines =
        [
            string.Create(CultureInfo.InvariantCulture, $"Classifying images: {PlanNumber.Count(question.Images)} labelled, {Devices(question)}{(question.ImagesPerSecond is { } speed ? $", {PlanNumber.Counted(speed, "image")} a second to answer" : "")}"),
        ];
        foreach (var family in answer.Families)
        {
            lines.AddRange(
            [
                "",
                $"{(family.Family == "cnn" ? "Convolutional" : "Vision transformer")}: {family.Best.Shape.Name}, {PlanNumber.Count(family.Best.Shape.Parameters.Total)} parameters; {Binds(family)}",
                .. FitJson.Table([["", "parameters", "FLOP/image", "images seen", "training", "images/s", "error", ""], .. Rows(family)]),
            ]);
        }

        lines.AddRange(
        [
            "",
            $"Chosen: the least error that answers as fast as asked; all {answer.Families.Sum(family => family.Front.Length)} of the front and every other shape were worked out.",
            $"Law: {question.Law.Metric}. {question.Law.Source}.",
            .. answer.Warnings.Select(warning => $"Note: {warning}."),
        ]);
        return string.Join(Environment.NewLine, lines);
    }

    public static string Json(ImageAnswer answer) => new JsonObject
    {
        ["schema"] = "sweetspot.plan/1",
        ["task"] = "image-classification",
        ["question"] = new JsonObject
        {
            ["images"] = answer.Question.Images,
            ["max_epochs"] = answer.Question.MostEpochs,
            ["hardware"] = answer.Question.Hardware?.Name,
            ["devices"] = answer.Question.Hardware is null ? null : answer.Question.Devices,
            ["serving_hardware"] = answer.Question.ServingHardware?.Name,
            ["flops_per_second"] = answer.Question.FlopsPerSecond,
            ["utilization"] = answer.Question.Hardware is null ? answer.Question.Utilization : null,
            ["images_per_second"] = answer.Question.ImagesPerSecond,
            ["days"] = answer.Question.Days,
        },
        ["families"] = new JsonArray([.. answer.Families.Select(family => new JsonObject
        {
            ["family"] = family.Family,
            ["best"] = Choice(family.Best),
            ["binds"] = family.Binding,
            ["front"] = new JsonArray([.. family.Front.Select(Choice)]),
        })]),
        ["law"] = new JsonObject { ["metric"] = answer.Question.Law.Metric, ["source"] = answer.Question.Law.Source },
        ["warnings"] = FitJson.Lines(answer.Warnings),
    }.ToJsonString(JsonText.Indented);

    private static JsonObject Choice(ImageChoice choice) => new()
    {
        ["model"] = choice.Shape.Name,
        ["parameters"] = choice.Shape.Parameters.Total,
        ["flops_per_image"] = choice.Shape.ForwardFlops(1),
        ["images_seen"] = choice.Seen,
        ["error"] = new JsonObject { ["value"] = choice.Error, ["interval"] = FitJson.Interval(choice.Interval), ["origin"] = choice.IsExtrapolated ? "extrapolated" : "predicted" },
        ["seconds"] = TrainingDocument.Number(choice.Seconds),
        ["images_per_second"] = TrainingDocument.Number(choice.ImagesPerSecond),
    };

    private static string Devices(ImageQuestion question)
    {
        var trains = question.Hardware is { } hardware
            ? $"{question.Devices} × {hardware.Name}"
            : string.Create(CultureInfo.InvariantCulture, $"{PlanNumber.Power(question.FlopsPerSecond)} FLOP/s of which {100 * question.Utilization:0} % are reached");
        return question.ServingHardware is { } serves ? $"{trains} to train, 1 × {serves.Name} to answer" : trains;
    }

    private static string Binds(ImageFamilyAnswer family) => family.Binding switch
    {
        "images per second" => "a larger one would answer too slowly",
        "time" => "a larger one would see too few images in the time",
        "the reach of the law" => $"larger ones are more than {VisionLaw.Reach} times beyond the sizes that the law knows",
        _ => "a larger one would not be better on so many images",
    };

    private static IEnumerable<string[]> Rows(ImageFamilyAnswer family)
    {
        var every = Math.Max(1, (family.Front.Length + MostRows - 2) / (MostRows - 1));
        return family.Front.Reverse().Where((_, place) => place % every == 0).Reverse().Select(choice => new[]
        {
            choice.Shape.Name, PlanNumber.Count(choice.Shape.Parameters.Total), NumberFormat.Value(choice.Shape.ForwardFlops(1), "FLOP"), PlanNumber.Count(choice.Seen),
            NumberFormat.Seconds(choice.Seconds.Value), PlanNumber.Count(choice.ImagesPerSecond.Value), choice.Error.ToString("0.000", CultureInfo.InvariantCulture) + (choice.Interval is { } range ? $" ({FitNumber.Range(range, "0.000")})" : "") + (choice.IsExtrapolated ? " extrapolated" : ""),
            choice == family.Best ? "chosen" : "",
        });
    }
}
