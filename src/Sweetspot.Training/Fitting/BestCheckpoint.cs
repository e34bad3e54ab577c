using Sweetspot.Core;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The best state of a training so far, by a quality metric on held-out rows; equal quality goes by loss. Never one that is not finite.</summary>
internal sealed class BestCheckpoint(Metric quality)
{
    private (double Quality, double Loss)? _best;
    private Checkpoint? _weights;

    /// <summary>Its epoch; 0 before any.</summary>
    public int Epoch { get; private set; }

    /// <summary>Its scores on the held-out rows; null where nothing is held out.</summary>
    public QualityScores? Scores { get; private set; }

    /// <summary>Its quality on training rows.</summary>
    public double? TrainingQuality { get; private set; }

    /// <summary>Keeps this epoch's state where it is better than the best so far.</summary>
    public void Offer(int epoch, QualityScores scores, double? value, double loss, double? trainingQuality, nn.Module model)
    {
        var offered = (Cost(value), loss);
        if (!double.IsFinite(loss) || (_best is { } best && offered.CompareTo(best) >= 0))
        {
            return;
        }

        _best = offered;
        (Epoch, Scores, TrainingQuality) = (epoch, scores, trainingQuality);
        _weights = Checkpoint.Of(model);
    }

    /// <summary>Takes an epoch as it is: nothing is held out.</summary>
    public void Reached(int epoch) => Epoch = epoch;

    /// <summary>Puts the best weights back.</summary>
    public void RestoreTo(nn.Module model) => _weights?.RestoreTo(model);

    /// <summary>Smaller is better; where the quality is undefined, loss alone decides.</summary>
    private double Cost(double? value) => value is not { } known ? double.MaxValue : quality.Better == Direction.Maximize ? -known : known;
}
