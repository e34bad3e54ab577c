using System.Runtime.InteropServices;
using Sweetspot.Planning;
using static TorchSharp.torch;

namespace Sweetspot.Training;

/// <summary>The loss that is minimised: cross-entropy of classes and of pairs taken up or not, squared error of standardised numbers; of translations cross-entropy of each token of the target.</summary>
internal sealed class TargetLoss : IDisposable
{
    private readonly LearningTask _task;
    private readonly Tensor _targets; // (batch): class indices, or numbers
    private readonly Tensor? _weights;
    private readonly double _smoothing;
    private readonly SoftTargets? _teacher;
    private readonly Tensor? _soft; // (batch, outputs): a teacher's shares of classes, or its numbers

    public TargetLoss(LearningTask task, Recipe recipe, int batch, SoftTargets? teacher = null)
    {
        (_task, _teacher) = (task, teacher);
        _soft = teacher is null ? null : zeros(batch, teacher.Outputs);
        _smoothing = recipe.LabelSmoothing;
        _targets = zeros(IsTranslation ? batch * task.Encoded.Input.Texts[1].Length : batch, dtype: IsClassification || IsTranslation ? ScalarType.Int64 : ScalarType.Float32);
        _weights = IsClassification && ClassWeights.Of(task, recipe.ClassWeightPower) is { } weights ? tensor(weights) : null;
    }

    private bool IsTranslation => _task.Profile.Kind == TaskKind.Translation;

    private bool IsClassification => _task.Profile.Kind == TaskKind.Classification;

    /// <summary>Mean loss of a batch; call inside a dispose scope.</summary>
    /// <param name="outputs">(rows, outputs).</param>
    /// <param name="rows">The batch's rows.</param>
    public Tensor Of(Tensor outputs, ReadOnlySpan<int> rows)
    {
        var hard = OfData(outputs, rows);
        if (_teacher is null || _soft is null)
        {
            return hard;
        }

        _teacher.Fill(MemoryMarshal.Cast<byte, float>(_soft.bytes), rows);
        return (hard * (1 - Distillation.Mixing)) + (OfTeacher(outputs, _soft.narrow(0, 0, rows.Length)) * Distillation.Mixing);
    }

    /// <summary>
    /// Cross-entropy with the teacher's shares at the temperature, times its square, so that its gradients are as large as those of the classes (Hinton et
    /// al. 2015, arXiv 1503.02531, section 2); of numbers the squared error.
    /// </summary>
    private Tensor OfTeacher(Tensor outputs, Tensor answers) => IsClassification
        ? nn.functional.log_softmax(outputs / Distillation.Temperature, 1).mul(answers).sum(1).mean() * (-Distillation.Temperature * Distillation.Temperature)
        : nn.functional.mse_loss(outputs, answers);

    private Tensor OfData(Tensor outputs, ReadOnlySpan<int> rows)
    {
        if (IsTranslation)
        {
            return nn.functional.cross_entropy(outputs.flatten(0, 1), Tokens(rows, (int)outputs.shape[1]), ignore_index: FittedTokenizer.Padding, label_smoothing: _smoothing);
        }

        if (!IsClassification)
        {
            Fill<float>(_task.Targets, rows);
            using var targets = _targets.narrow(0, 0, rows.Length);
            return _task.Profile.Kind == TaskKind.Ranking
                ? nn.functional.binary_cross_entropy_with_logits(outputs.view(-1), targets)
                : nn.functional.mse_loss(outputs.view(-1), targets);
        }

        Fill<long>(_task.Classes, rows);
        return nn.functional.cross_entropy(outputs, _targets.narrow(0, 0, rows.Length), _weights, label_smoothing: _smoothing);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _targets.Dispose();
        _weights?.Dispose();
        _soft?.Dispose();
    }

    /// <summary>The first tokens of each row's target.</summary>
    private Tensor Tokens(ReadOnlySpan<int> rows, int length)
    {
        var input = _task.Encoded.Input;
        var target = MemoryMarshal.Cast<byte, long>(_targets.bytes);
        for (var i = 0; i < rows.Length; i++)
        {
            var ids = _task.Encoded.Ids.AsSpan((rows[i] * input.IdCount) + input.Texts[0].Length, length);
            for (var at = 0; at < length; at++)
            {
                target[(i * length) + at] = ids[at];
            }
        }

        return _targets.narrow(0, 0, rows.Length * length);
    }

    private void Fill<T>(ReadOnlySpan<T> all, ReadOnlySpan<int> rows)
        where T : unmanaged
    {
        var target = MemoryMarshal.Cast<byte, T>(_targets.bytes);
        for (var i = 0; i < rows.Length; i++)
        {
            target[i] = all[rows[i]];
        }
    }
}
