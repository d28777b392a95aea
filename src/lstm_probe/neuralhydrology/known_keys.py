"""Keys that a configuration of NeuralHydrology may have, from version 0.9 to 1.13: those that are read, and the rest."""

#: What the forward pass, the inputs and the periods are read from.
READ = frozenset(
    """
    camels_attributes clip_target_to_zero clip_targets_to_zero custom_normalization dataset duplicate_features
    dynamic_inputs dynamics_embedding embedding_activation embedding_hiddens head hidden_size hydroatlas_attributes
    lagged_features model n_distributions number_of_basins output_activation package_version predict_last_n seq_length
    static_attributes statics_embedding target_variable target_variables test_end_date test_start_date train_end_date
    train_start_date use_basin_id_encoding use_frequencies
    """.split()
)

#: What trains, evaluates or logs, names paths of another machine, or belongs to other models.
IGNORED = frozenset(
    """
    additional_feature_files allow_subsequent_nan_losses base_run_dir batch_size bidirectional_stacked_forecast_lstm
    cache_validation_data checkpoint_path clip_gradient_norm commit_hash continue_from_epoch data_dir dev_mode device
    dynamic_learning_rate early_stopping embedding_dropout epochs experiment_name factor_dynamic_learning_rate
    finetune_modules forcings forecast_hidden_size forecast_network forecast_overlap h5_file hindcast_hidden_size
    img_log_dir initial_forget_bias is_continue_training is_finetuning learning_rate log_interval log_n_figures
    log_tensorboard loss mamba_d_conv mamba_d_state mamba_expand max_updates_per_epoch metrics
    minimum_epochs_before_early_stopping n_samples n_taus nan_handling_pos_encoding_size nan_sequence_probability
    nan_step_probability negative_sample_handling negative_sample_max_retries no_loss_frequencies num_workers ode_method
    ode_num_unfolds ode_random_freq_lower_bound optimizer output_dropout patience_dynamic_learning_rate
    patience_early_stopping per_basin_test_periods_file per_basin_train_periods_file
    per_basin_validation_periods_file rating_curve_file regularization run_dir save_all_output save_git_diff
    save_train_data save_validation_results save_weights_every scaler_file seed shared_mtslstm state_handoff_network
    target_loss_weights target_noise_std tau_down tau_up test_basin_file timestep_counter train_basin_file
    train_data_file train_dir transfer_mtslstm_states transformer_dim_feedforward transformer_dropout
    transformer_nheads transformer_nlayers transformer_positional_dropout transformer_positional_encoding_type
    umal_extend_batch validate_every validate_n_random_basins validation_basin_file validation_end_date
    validation_start_date verbose warmup_period xlstm_heads xlstm_kernel_size xlstm_num_blocks xlstm_proj_factor
    xlstm_slstm_at zero_center_target
    """.split()
)
