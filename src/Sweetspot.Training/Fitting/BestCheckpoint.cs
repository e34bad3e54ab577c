using Sweetspot.Core;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The best state of a training so far, by a quality metric on held-out rows; equal quality goes by loss. Never one that is not finite.</summary>
internal sealed class BestCheckpoint(Metric quality)
{
    /// <summary>How good it is.</summary>
    public BestScore Score { get; private set; } = new(0, double.MaxValue, double.MaxValue, null);

    /// <summary>Its epoch; 0 before any.</summary>
    public int Epoch => Score.Epoch;

    /// <summary>Its weights; null before any, and where nothing is held out.</summary>
    public Checkpoint? Weights { get; private set; }

    /// <summary>Its scores on the held-out rows; null where nothing is held out, and where it was taken over from an earlier training.</summary>
    public QualityScores? Scores { get; private set; }

    /// <summary>Its quality on training rows.</summary>
    public double? TrainingQuality => Score.TrainingQuality;

    /// <summary>Keeps this epoch's state where it is better than the best so far.</summary>
    public void Offer(int epoch, QualityScores scores, double? value, double loss, double? trainingQuality, nn.Module model)
    {
        var offered = (Cost(value), loss);
        if (!double.IsFinite(loss) || (Epoch > 0 && offered.CompareTo((Score.Cost, Score.Loss)) >= 0))
        {
            return;
        }

        (Score, Scores, Weights) = (new BestScore(epoch, Cost(value), loss, trainingQuality), scores, Checkpoint.Of(model));
    }

    /// <summary>Takes an epoch as it is: nothing is held out.</summary>
    public void Reached(int epoch) => Score = Score with { Epoch = epoch };

    /// <summary>Takes over the best of an earlier training that goes on.</summary>
    public void GoOn(BestScore score, Checkpoint? weights) => (Score, Scores, Weights) = (score, null, weights);

    /// <summary>Puts the best weights back.</summary>
    public void RestoreTo(nn.Module model) => Weights?.RestoreTo(model);

    /// <summary>Smaller is better; where the quality is undefined, loss alone decides.</summary>
    private double Cost(double? value) => value is not { } known ? double.MaxValue : quality.Better == Direction.Maximize ? -known : known;
}
