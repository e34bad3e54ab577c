using System.Collections.Immutable;
using System.Globalization;

namespace Sweetspot.Planning;

/// <summary>Which network should classify images: from so many labelled images, FLOP/s and a speed that answering must have. Every shape is worked out.</summary>
public static class ImagePlanner
{
    /// <summary>The answer, for a convolutional network and for a vision transformer.</summary>
    /// <exception cref="ImpossiblePlanException">None keeps the limits.</exception>
    public static ImageAnswer Plan(ImageQuestion question)
    {
        var families = new[] { ("cnn", ImageShapes.Cnns(question.Pixels, question.Classes)), ("vit", ImageShapes.Transformers(question.Pixels, question.Classes)) };
        var answers = families.Select(family => Family(question, family.Item1, family.Item2)).OfType<ImageFamilyAnswer>().ToImmutableArray();
        return answers.IsEmpty ? throw new ImpossiblePlanException(Nearest(question, [.. families.SelectMany(family => family.Item2)])) : new ImageAnswer(question, answers, [.. Warnings(question, answers)]);
    }

    private static ImageFamilyAnswer? Family(ImageQuestion question, string family, ImmutableArray<Architecture> shapes)
    {
        var range = question.Law.Range(family);
        var within = shapes.Where(shape => shape.Parameters.Total >= range.Low / VisionLaw.Reach && shape.Parameters.Total <= range.High * VisionLaw.Reach).ToList();
        var all = within.Select(shape => Choice(question, family, shape)).OfType<ImageChoice>().ToList();
        var possible = all.Where(choice => choice.Seen > 0 && IsFastEnough(question, choice)).OrderByDescending(choice => choice.ImagesPerSecond.Value).ToList();
        if (possible.Count == 0)
        {
            return null;
        }

        var front = new List<ImageChoice>();
        foreach (var choice in possible)
        {
            if (front.Count == 0 || choice.Error < front[^1].Error)
            {
                front.Add(choice);
            }
        }

        var best = front[^1];
        var larger = all.Where(choice => choice.Error < best.Error).ToList();
        var binding = larger.Count > 0 ? larger.Exists(choice => !IsFastEnough(question, choice)) ? "images per second" : "time"
            : best.Shape.Parameters.Total > range.High ? "the reach of the law" : "data";
        return new ImageFamilyAnswer(family, best, [.. front], binding);
    }

    private static ImageChoice? Choice(ImageQuestion question, string family, Architecture shape)
    {
        if (ImageSpeeds.Trained(question, shape) is not { } trained)
        {
            return null;
        }

        var wanted = question.Images * question.MostEpochs;
        var seen = question.Days is { } days ? Math.Min(wanted, days * 86400 * trained.Value) : wanted;
        return new ImageChoice(
            shape, question.Law.Error(family, shape.Parameters.Total, seen), question.Law.IsExtrapolated(family, shape.Parameters.Total, seen), seen, trained.Per(seen), ImageSpeeds.Answered(question, shape));
    }

    private static bool IsFastEnough(ImageQuestion question, ImageChoice choice) => question.ImagesPerSecond is not { } least || choice.ImagesPerSecond.Value >= least;

    private static string Nearest(ImageQuestion question, List<Architecture> shapes)
    {
        var (smallest, fastest) = shapes.Select(shape => (shape, ImageSpeeds.Answered(question, shape).Value)).MaxBy(pair => pair.Value); // there are many
        return string.Create(CultureInfo.InvariantCulture, $"the fastest network ({smallest.Name}) answers {fastest:0.##e0} images a second, {question.ImagesPerSecond / fastest:0.##} times too few; allow fewer --images-per-second or give {(question.ServingHardware is not null ? "a faster --serve-hardware" : question.Hardware is not null ? "more --devices" : "more --flops-per-second")}.");
    }

    private static IEnumerable<string> Warnings(ImageQuestion question, ImmutableArray<ImageFamilyAnswer> answers)
    {
        yield return "errors are of the law's task, not of yours: take them to rank sizes, and measure a ladder of yours with find and fit to know the level";
        yield return string.Create(CultureInfo.InvariantCulture, $"images are taken to be worth as much when seen again, up to {question.MostEpochs:0.##} times (--max-epochs); the source saw that hold until a network over-fits");
        if (answers.Any(answer => answer.Best.IsExtrapolated))
        {
            yield return "extrapolated: beyond the sizes or the images of the published curves";
        }
    }
}
