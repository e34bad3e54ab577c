using System.Runtime.InteropServices;
using Sweetspot.Core;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <content>A training at one of several levels: the trunk as far as it is not kept already, then the branch.</content>
internal sealed partial class Trainer
{
    private int? _branchedAt; // steps done where the branch began
    private int _epochsBefore;
    private double _secondsBefore; // wall-clock, of the epochs before

    private Evaluation? RunLevel(LevelSchedule level, long start, CancellationToken cancellationToken)
    {
        GoOn(level.TrunkEpochs);
        foreach (var end in level.TrunkEnds)
        {
            var before = _epoch;
            if (Advance(end, _recipe.Patience, start, cancellationToken) is { } ended)
            {
                return ended;
            }

            if (_epoch > before)
            {
                Keep(start);
            }
        }

        _branchedAt = _step;
        return Advance(_epoch + level.BranchEpochs, level.Whole, start, cancellationToken);
    }

    /// <summary>Begins an epoch as if there had been none before: what is drawn in it, the order of rows too, follows from the seed and its number.</summary>
    private void BeginAfresh(int epoch)
    {
        manual_seed((long)(RandomStream.For(_seed, epoch, "libtorch").NextUInt64() >> 1));
        _task.TrainingRows.CopyTo(_order);
    }

    /// <summary>Takes over what is kept of the trunk, where it is not beyond so many epochs.</summary>
    private void GoOn(int mostEpochs)
    {
        using var scope = NewDisposeScope();
        var copies = Copies();
        if (_trunk?.Read(mostEpochs) is not { } state || !_trunk.TryLoad(copies))
        {
            return;
        }

        Checkpoint.Of(Part(copies, "model.")).RestoreTo(_network.Module);
        foreach (var (index, master) in (_masters?.Values ?? []).Index())
        {
            copies[$"master.{index}"].bytes.CopyTo(master.bytes);
        }

        foreach (var (index, moment) in _optimizer.Moments.Index())
        {
            MemoryMarshal.Cast<byte, float>(copies[$"moment.{index}"].bytes).CopyTo(moment);
        }

        _best.GoOn(state.Best, state.Best.Epoch > 0 ? Checkpoint.Of(Part(copies, "best.")) : null);
        _curve.AddRange(state.Curve);
        _cpuPerStep.AddRange(state.CpuPerStep);
        (_epoch, _epochsBefore, _secondsBefore) = (state.Epochs, state.Epochs, state.WallSeconds);
        _step = _epoch * _stepsPerEpoch;
        _optimizer.GoOnAfter(_step);
    }

    private void Keep(long start)
    {
        if (_trunk is null)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var copies = Copies();
        _best.Weights?.GiveTo(Part(copies, "best."));
        _trunk.Save(
            new TrunkState
            {
                Fingerprint = _trunk.Fingerprint,
                Epochs = _epoch,
                Best = _best.Score,
                Curve = [.. _curve],
                CpuPerStep = [.. _cpuPerStep],
                WallSeconds = _secondsBefore + Elapsed(start),
            },
            copies);
    }

    /// <summary>Copies of all tensors that a training goes on from.</summary>
    private Dictionary<string, Tensor> Copies()
    {
        var copies = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (var (name, tensor) in _network.Module.state_dict())
        {
            copies[$"model.{name}"] = tensor.detach().clone();
            copies[$"best.{name}"] = tensor.detach().clone();
        }

        foreach (var (index, master) in (_masters?.Values ?? []).Index())
        {
            copies[$"master.{index}"] = master.detach().clone();
        }

        foreach (var (index, moment) in _optimizer.Moments.Index())
        {
            copies[$"moment.{index}"] = tensor(moment);
        }

        return copies;
    }

    private static Dictionary<string, Tensor> Part(Dictionary<string, Tensor> copies, string prefix) => copies
        .Where(copy => copy.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(copy => copy.Key[prefix.Length..], copy => copy.Value);
}
