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
        CheckReach(question, families);
        var answers = families.Select(family => Family(question, family.Item1, family.Item2)).OfType<ImageFamilyAnswer>().ToImmutableArray();
        return answers.IsEmpty ? throw new ImpossiblePlanException(Nearest(question, [.. families.SelectMany(family => family.Item2)])) : new ImageAnswer(question, answers, [.. Warnings(question, answers)]);
    }

    private static bool IsWithin(Interval range, Architecture shape) => shape.Parameters.Total >= range.Low / VisionLaw.Reach && shape.Parameters.Total <= range.High * VisionLaw.Reach;

    private static void CheckReach(ImageQuestion question, (string Family, ImmutableArray<Architecture> Shapes)[] families)
    {
        if (families.All(family => !family.Shapes.Any(shape => IsWithin(question.Law.Range(family.Family), shape))))
        {
            var (range, sizes) = (question.Law.Range(families[0].Family), families.SelectMany(family => family.Shapes).Select(shape => (double)shape.Parameters.Total).ToList());
            throw new ImpossiblePlanException(string.Create(
                CultureInfo.InvariantCulture, $"the law goes from {range.Low:0.##e+0} to {range.High:0.##e+0} parameters, and the networks that are planned have {sizes.Min():0.##e+0} to {sizes.Max():0.##e+0}, all more than {VisionLaw.Reach} times beyond it; measure sizes like these."));
        }
    }

    private static ImageFamilyAnswer? Family(ImageQuestion question, string family, ImmutableArray<Architecture> shapes)
    {
        var range = question.Law.Range(family);
        var within = shapes.Where(shape => IsWithin(range, shape)).ToList();
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
            shape, question.Law.Error(family, shape.Parameters.Total, seen), question.Law.IntervalOf(shape.Parameters.Total, seen), question.Law.IsExtrapolated(family, shape.Parameters.Total, seen), seen, trained.Per(seen), ImageSpeeds.Answered(question, shape));
    }

    private static bool IsFastEnough(ImageQuestion question, ImageChoice choice) => question.ImagesPerSecond is not { } least || choice.ImagesPerSecond.Value >= least;

    private static string Nearest(ImageQuestion question, List<Architecture> shapes)
    {
        var (smallest, fastest) = shapes.Select(shape => (shape, ImageSpeeds.Answered(question, shape).Value)).MaxBy(pair => pair.Value); // there are many
        return string.Create(CultureInfo.InvariantCulture, $"the fastest network ({smallest.Name}) answers {fastest:0.##e0} images a second, {question.ImagesPerSecond / fastest:0.##} times too few; allow fewer --images-per-second or give {(question.ServingHardware is not null ? "a faster --serve-hardware" : question.Hardware is not null ? "more --devices" : "more --flops-per-second")}.");
    }

    private static IEnumerable<string> Warnings(ImageQuestion question, ImmutableArray<ImageFamilyAnswer> answers)
    {
        foreach (var caution in question.Law.Cautions(question.MostEpochs))
        {
            yield return caution;
        }

        if (answers.Any(answer => answer.Best.IsExtrapolated))
        {
            yield return "extrapolated: beyond the sizes or the images behind the law";
        }
    }
}
